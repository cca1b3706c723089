#include "old.h"

int main(void)
{
	struct { struct node node; int behind; } n = { { 7, 0 }, 1 };

	return node_weight(&n.node) == 7 ? 0 : 1;
}
