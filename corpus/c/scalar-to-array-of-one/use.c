#include "old.h"

int main(void)
{
	struct counter c = { 40, 2 };

	return counter_next(&c) == 42 ? 0 : 1;
}
