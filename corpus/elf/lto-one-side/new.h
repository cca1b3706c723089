struct ledger {
	long balance;
	const char *owner;
};
extern struct ledger main_ledger;
long ledger_add(struct ledger *l, long amount);
