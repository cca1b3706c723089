#include "new.h"

int root_of(int square)
{
	int root = 0;

	while ((root + 1) * (root + 1) <= square)
		root++;
	return root;
}
