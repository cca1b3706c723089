#include "new.h"

int frame_first(const struct frame *f)
{
	return f->count ? f->body[0] : -1;
}
