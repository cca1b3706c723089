#include "old.h"

int main(void)
{
	struct {
		struct header first;
		long mine;
	} all = { { "a", 0 }, 77 };

	return count_flags(&all.first) == 0 ? 0 : 1;
}
