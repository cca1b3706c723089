#include "new.h"

static struct table table;

struct table *table_get(void)
{
	for (int i = 0; i < 4; i++) {
		table.slots[i].key = i + 1;
		table.slots[i].value = 10 * (i + 1);
	}
	table.used = 4;
	return &table;
}
