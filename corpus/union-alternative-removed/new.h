struct state_internal {
	long used;
	long limit;
};

union state {
	char room[16];
	struct state_internal internal;
};

int state_use(union state *s);
