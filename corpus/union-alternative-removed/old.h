struct state_internal {
	long used;
	long limit;
};

union state {
	unsigned long long table[2];
	struct state_internal internal;
};

int state_use(union state *s);
