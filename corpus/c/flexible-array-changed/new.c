#include "new.h"

int packet_sum(const struct packet *p)
{
	int sum = 0;

	for (int i = 0; i < p->count; i++)
		sum += p->words[i];
	return sum;
}
