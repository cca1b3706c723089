struct pair {
	int left;
	int right;
};

int pair_sum(const struct pair *pair);
