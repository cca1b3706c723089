#include "old.h"

int main(void)
{
	struct row row = { { 1, 2, 3, 4 } };

	return sum(row) == 5 ? 0 : 1;
}
