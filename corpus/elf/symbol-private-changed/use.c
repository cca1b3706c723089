#include "old.h"

int main(void)
{
	return glyph_width(64) == 8 ? 0 : 1;
}
