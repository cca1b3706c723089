#include "old.h"

int main(void)
{
	struct pair pair = { 3, 4 };

	return pair_sum(1, 2, 3, 4, 5, 6, 7, pair) == 28 + 430 ? 0 : 1;
}
