#include "old.h"

static int twice(int value)
{
	return 2 * value;
}

int main(void)
{
	return apply(twice, 3) == 7 ? 0 : 1;
}
