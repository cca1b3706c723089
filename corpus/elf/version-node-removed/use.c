#include "old.h"

/* A weak reference would survive the loss of the symbol; the loss of the node stops the loader. */
extern int font_scale(int points) __attribute__((weak));

int main(void)
{
	return font_size(12) == 12 && (!font_scale || font_scale(12) == 24) ? 0 : 1;
}
