#include "old.h"

word_t colour_mask(void)
{
	return 0xffffff;
}

colour_t colour_invert(colour_t c)
{
	return c ^ colour_mask();
}
