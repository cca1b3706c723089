#include "old.h"

__asm__(".pushsection .data.gamma, \"aw\", %progbits\n"
	".globl gamma_table\n"
	".type gamma_table, %object\n"
	".size gamma_table, 16\n"
	".balign 16\n"
	"gamma_table: .long 1, 4, 9, 16\n"
	".long -1, -1, -1, -1\n"
	".popsection");

int gamma_first(void)
{
	return 1;
}
