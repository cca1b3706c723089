#include "new.h"

__asm__(".pushsection .text\n"
	".globl swap_bytes\n"
	".type swap_bytes, %function\n"
	"swap_bytes:\n"
	"	movl %edi, %eax\n"
	"	bswap %eax\n"
	"	ret\n"
	".size swap_bytes, . - swap_bytes\n"
	".popsection");

int is_swapped(void)
{
	return 1;
}
