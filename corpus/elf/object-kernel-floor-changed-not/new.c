#include "new.h"

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

__asm__(".pushsection .note.package, \"a\", %note\n"
	".balign 4\n"
	".long 4, 4, 0xcafe1a7e\n"
	".asciz \"FDO\"\n"
	".asciz \"abc\"\n"
	".popsection");
