#include "old.h"

int main(void)
{
	return glyph_draw(65) == 65 && glyph_width(64) == 8 ? 0 : 1;
}
