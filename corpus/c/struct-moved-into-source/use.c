#include "old.h"

int main(void)
{
	struct account *a = account_open(CURRENCY_USD);

	return a->id == 2 && a->balance == 500 ? 0 : 1;
}
