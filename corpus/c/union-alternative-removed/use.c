#include "old.h"

int main(void)
{
	union value value = { .real = 2.0 };

	return value_round(KIND_REAL, &value) == 2 ? 0 : 1;
}
