#include "types-old.h"

int main(void)
{
	struct item item = { 1, 40 };
	union value values[2] = { { 1 }, { 2 } };

	return item_count(&item, values, MODE_QUICK) == 42 ? 0 : 1;
}
