#include "old.h"

int main(void)
{
	struct flags f = { .ready = 1, .kind = 5, .level = 9, .rest = 0 };

	return flags_sum(&f) == 951 ? 0 : 1;
}
