#include "new.h"

int node_a(void)
{
	return 1;
}

int node_b(void)
{
	return 2;
}
