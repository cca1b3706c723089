#include "old.h"

static struct frame frame = { .width = 640, .height = 480 };

struct frame *frame_get(void)
{
	return &frame;
}
