#include "old.h"

int main(void)
{
	struct range r = { .first = 3, .last = 12 };

	return range_length(&r) == 10 ? 0 : 1;
}
