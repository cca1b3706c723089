struct pair {
	int left;
	int right;
};

struct triple {
	struct pair pair;
	int middle;
};

enum side { SIDE_LEFT, SIDE_RIGHT };

int pair_sum(const struct pair *pair);
