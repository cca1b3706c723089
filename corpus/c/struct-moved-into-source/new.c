#include "new.h"

struct account {
	int id;
	int owner;
	int balance;
};

static struct account account;

struct account *account_open(enum currency currency)
{
	account.id = 1 + currency;
	account.balance = 500;
	return &account;
}
