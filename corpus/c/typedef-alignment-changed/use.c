#include "old.h"

int main(void)
{
	struct pack p = { 42, 1, 2, 3, { 4, 5, 6, 7 } };

	return pack_first(1, 2, 3, 4, 5, 6, 7, p) == 42 ? 0 : 1;
}
