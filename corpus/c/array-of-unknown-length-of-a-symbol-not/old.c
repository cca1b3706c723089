#include "old.h"

__asm__(".data\n"
	".globl led_levels\n"
	".type led_levels, @object\n"
	".size led_levels, 12\n"
	".balign 4\n"
	"led_levels:\n"
	".long 1, 2, 3\n"
	".text\n");

int led_set(int level)
{
	return led_levels[level];
}
