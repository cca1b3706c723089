struct limits {
	long soft;
	long hard;
};

struct account {
	struct limits cpu;
	struct limits disk;
};

const struct account *account_default(void);
