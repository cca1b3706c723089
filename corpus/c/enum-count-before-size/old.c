#include "old.h"

int format_bytes(enum format f)
{
	return f == FORMAT_RGB ? 3 : 1;
}
