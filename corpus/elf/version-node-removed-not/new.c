#include "new.h"

int glyph_width(int code)
{
	return code / 8;
}
