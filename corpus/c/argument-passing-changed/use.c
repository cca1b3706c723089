#include "old.h"

int main(void)
{
	struct amount a = { 21 };

	return amount_twice(a) == 42 ? 0 : 1;
}
