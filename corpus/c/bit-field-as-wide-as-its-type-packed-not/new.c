#include "new.h"

int frame_length(const struct frame *frame)
{
	return frame->port + frame->length;
}
