#include "old.h"

int main(void)
{
	const struct account *a = account_default();

	return a->disk.soft == 3 && a->disk.hard == 4 ? 0 : 1;
}
