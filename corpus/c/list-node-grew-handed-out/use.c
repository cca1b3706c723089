#include "old.h"

int main(void)
{
	struct list list = { 0 };

	return list_add(&list, 5) == 0 && node_value(list.first) == 5 ? 0 : 1;
}
