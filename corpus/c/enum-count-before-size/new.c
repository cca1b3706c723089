#include "new.h"

int format_bytes(enum format f)
{
	return f == FORMAT_RGB ? 3 : f == FORMAT_RGBA ? 4 : 1;
}
