#include "new.h"

int glyph_width(int code)
{
	return code / 8;
}

int glyph_cache(int code, int way)
{
	return code + way;
}
