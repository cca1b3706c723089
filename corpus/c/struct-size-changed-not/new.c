#include "new.h"

static struct account account;

const struct account *account_default(void)
{
	account.cpu.soft = 1;
	account.cpu.hard = 2;
	account.disk.soft = 3;
	account.disk.hard = 4;
	return &account;
}
