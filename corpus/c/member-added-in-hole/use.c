#include "old.h"

int main(void)
{
	struct entry *e = entry_first();

	return e->kind == 'e' && e->value == 77 ? 0 : 1;
}
