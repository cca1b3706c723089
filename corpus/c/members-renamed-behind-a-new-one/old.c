#include "old.h"

static struct counts counts = { .m_sent = 3, .m_lost = 1 };

struct counts *counts_get(void)
{
	return &counts;
}
