#include "old.h"

int main(void)
{
	return glyph_width(64) == 8 && glyph_table(65) == 65 && glyph_cache(1) == 2 ? 0 : 1;
}
