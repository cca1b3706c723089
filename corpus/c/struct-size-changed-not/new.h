struct limits {
	long soft;
	long hard;
	long burst;
};

struct account {
	struct limits cpu;
	struct limits disk;
};

const struct account *account_default(void);
