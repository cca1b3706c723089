#include "old.h"

int main(void)
{
	struct item *i = item_new();

	return i->x == 1 && i->y == 2 && i->name[0] == 'o' ? 0 : 1;
}
