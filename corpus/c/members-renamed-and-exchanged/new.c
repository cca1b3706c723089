#include "new.h"

static struct frame frame = { .widthPx = 640, .heightPx = 480 };

struct frame *frame_get(void)
{
	return &frame;
}
