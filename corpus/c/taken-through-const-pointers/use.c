#include "old.h"

struct {
	struct option one;
	long other;
} mine = { { 1, 42 }, 7 };

int main(void)
{
	const struct option *list[] = { &mine.one, 0 };

	return options_sum(list) == 42 ? 0 : 1;
}
