#include "old.h"

int main(void)
{
	struct arena a;

	arena_init(&a);
	return arena_take(&a, 40) == 40 && arena_take(&a, 40) == -1 && a.used == 40 ? 0 : 1;
}
