#include "old.h"

int main(void)
{
	struct vendor two[2] = { { 3, { 1 } }, { 4, { 2 } } };

	return vendor_sum(two, 2) == 7 && vendor_first(&two[1]) == 2 ? 0 : 1;
}
