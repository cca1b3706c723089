#include "old.h"

int main(void)
{
	struct { struct node node; int behind; } last = { { 3, 0 }, 0 };
	struct node first = { 4, &last.node };

	return nodes_sum(&first) == 7 ? 0 : 1;
}
