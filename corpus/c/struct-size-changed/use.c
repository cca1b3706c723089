#include "old.h"

int main(void)
{
	struct table *t = table_get();

	return t->slots[2].key == 3 && t->slots[2].value == 30 ? 0 : 1;
}
