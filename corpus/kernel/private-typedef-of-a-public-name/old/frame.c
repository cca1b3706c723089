#include "export.h"
#include "old.h"

MODULE_INFO("license=GPL");

u8 frame_first(struct frame *frame)
{
	return frame->data[0];
}
EXPORT_SYMBOL(frame_first);
