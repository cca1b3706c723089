#ifdef ABI_NEW
#include "new.h"
#else
#include "old.h"
#endif

static int twice(int node)
{
	return node * 2;
}

int main(void)
{
	return walk(twice) == 6 && walk_back(twice) == 2 ? 0 : 1;
}
