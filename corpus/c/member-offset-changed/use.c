#include "old.h"

int main(void)
{
	struct slab *s = slab_info();

	return s->total == 64 && s->used == 12 && s->lost == 1 ? 0 : 1;
}
