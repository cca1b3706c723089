#ifdef ABI_NEW
#include "new.h"
#else
#include "old.h"
#endif

int main(void)
{
	struct list list = { current };
	struct door *door = open_door();

	return door && first_point(&list)->x == 42 && list.last->y == 1 && current->x == 42 ? 0 : 1;
}
