#include "new.h"

static struct counts counts = { .id = 99, .sent = 3, .lost = 1 };

struct counts *counts_get(void)
{
	return &counts;
}
