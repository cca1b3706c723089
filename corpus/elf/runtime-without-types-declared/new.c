#include "new.h"

/* As a compiler's own library has it, which was built without debug information and is linked in. */
__asm__(".pushsection .text.runtime, \"ax\", %progbits\n"
	".globl __cache_size\n"
	".type __cache_size, %function\n"
	"__cache_size: .long 0, 0\n"
	".size __cache_size, 8\n"
	".popsection");

int gamma_first(void)
{
	return 1;
}

int gamma_next(void)
{
	return 2;
}
