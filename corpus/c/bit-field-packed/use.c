#include "old.h"

int main(void)
{
	const struct frame *f = frame_next();

	return f->sequence == 0xabcde && f->channel == 0x2aa && f->length == 0x1555 ? 0 : 1;
}
