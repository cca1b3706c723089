#include <stdlib.h>

#ifdef ABI_NEW
#include "new.h"
#else
#include "old.h"
#endif

int main(void)
{
	struct frame *f = calloc(1, sizeof *f + sizeof f->body + sizeof(int));

	f->count = 1;
	f->body[0] = 42;
	return frame_first(f) == 42 ? 0 : 1;
}
