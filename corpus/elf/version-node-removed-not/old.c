#include "old.h"

int glyph_draw(int code)
{
	return code;
}

int glyph_width(int code)
{
	return code / 8;
}
