#include <stdlib.h>

#ifdef ABI_NEW
#include "new.h"
#else
#include "old.h"
#endif

int main(void)
{
	struct packet *p = calloc(1, sizeof *p + 3 * sizeof(int));
	int room = sizeof p->words / sizeof p->words[0];

	p->count = 3;
	for (int i = 0; i < p->count; i++)
		p->words[i] = i + room;
	return packet_sum(p) == 6 ? 0 : 1;
}
