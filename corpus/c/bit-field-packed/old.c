#include "old.h"

static struct frame frame;

const struct frame *frame_next(void)
{
	frame.sequence = 0xabcde;
	frame.channel = 0x2aa;
	frame.length = 0x1555;
	return &frame;
}
