#include "old.h"

int gauge_read(int channel)
{
	return channel * 3;
}

__asm__(".pushsection .note.ABI-tag, \"a\", %note\n"
	".balign 4\n"
	".long 4, 16, 1\n"
	".asciz \"GNU\"\n"
	".long 0, 3, 2, 0\n"
	".popsection");
