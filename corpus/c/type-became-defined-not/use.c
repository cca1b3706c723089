#include "old.h"

int main(void)
{
	struct pair p = { 40, 2 };

	return pair_sum(&p) == 42 ? 0 : 1;
}
