#include "new.h"

/* States what it signs: platform 0x10000002 (Linux, LLVM), some version. */
__asm__(".pushsection .note.gnu.property, \"a\", %note\n"
	".balign 8\n"
	".long 4, 24, 5\n"
	".asciz \"GNU\"\n"
	".long 0xc0000001, 16\n"
	".quad 0x10000002, 0x55\n"
	".popsection");

static int volts(int channel)
{
	return channel * 3;
}

static int amperes(int channel)
{
	return channel * 5;
}

static int watts(int channel)
{
	return channel * 7;
}

static int hertz(int channel)
{
	return channel * 9;
}

static struct gauge_ops ops;

/* A signature is seven bits and may by chance be zero, so one pointer alone would not do. */
const struct gauge_ops *gauge_ops(void)
{
	int (*read[4])(int) = { volts, amperes, watts, hertz };

	for (int i = 0; i < 4; i++) {
		__asm__(".arch armv8.3-a\n\tpaciza %0" : "+r"(read[i]));
		ops.read[i] = read[i];
	}
	return &ops;
}
