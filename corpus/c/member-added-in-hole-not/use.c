#include "old.h"

int main(void)
{
	struct entry *e = entry_first();

	return e->length == 6 && e->value == 77 ? 0 : 1;
}
