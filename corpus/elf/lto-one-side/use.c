#ifdef ABI_NEW
#include "new.h"
#else
#include "old.h"
#endif

int main(void)
{
	return ledger_add(&main_ledger, 32) == 42 ? 0 : 1;
}
