#include "old.h"

struct ledger main_ledger = { 10, "main" };

long ledger_add(struct ledger *l, long amount)
{
	return l->balance += amount;
}
