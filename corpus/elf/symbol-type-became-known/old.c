#include "old.h"

__asm__(".pushsection .text\n"
	".globl lowest_bit\n"
	".type lowest_bit, %function\n"
	"lowest_bit:\n"
	"	movl %edi, %eax\n"
	"	negl %eax\n"
	"	andl %edi, %eax\n"
	"	ret\n"
	".size lowest_bit, . - lowest_bit\n"
	".popsection");

int word_bits(void)
{
	return 32;
}
