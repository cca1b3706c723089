#include "old.h"

int glyph_width(int code)
{
	return code / 8;
}

int glyph_table(int code)
{
	return code;
}

int glyph_cache(int code)
{
	return code + 1;
}
