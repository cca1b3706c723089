#include "old.h"

static struct account account;

struct account *account_open(enum currency currency)
{
	account.id = 1 + currency;
	account.balance = 500;
	return &account;
}
