#include "old.h"

static struct entry entry;

struct entry *entry_first(void)
{
	entry.kind = 'e';
	entry.value = 77;
	return &entry;
}
