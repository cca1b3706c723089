#include "old.h"

static int doubled(int amount)
{
	return amount * 2;
}

int main(void)
{
	struct machine m = { doubled };

	return run(&m) == 8 ? 0 : 1;
}
