#include "new.h"

/* States what it signs: platform 0x10000002 (Linux, LLVM), some version. */
__asm__(".pushsection .note.gnu.property, \"a\", %note\n"
	".balign 8\n"
	".long 4, 24, 5\n"
	".asciz \"GNU\"\n"
	".long 0xc0000001, 16\n"
	".quad 0x10000002, 0x55\n"
	".popsection");

static int reading(int channel)
{
	return channel * 3;
}

static struct gauge_ops ops;

const struct gauge_ops *gauge_ops(void)
{
	int (*read)(int) = reading;

	__asm__(".arch armv8.3-a\n\tpaciza %0" : "+r"(read));
	ops.read = read;
	return &ops;
}
