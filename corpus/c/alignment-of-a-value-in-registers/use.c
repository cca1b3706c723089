#include "old.h"

int main(void)
{
	struct pair pair = pair_of(3);

	return pair_add(1, pair) == 8 ? 0 : 1;
}
