#include "old.h"

int main(void)
{
	struct node nodes[3] = {
		{ &nodes[1], 1 },
		{ &nodes[2], 2 },
		{ 0, 3 },
	};
	struct list list = { &nodes[0], 3 };

	return list_sum(&list) == 6 ? 0 : 1;
}
