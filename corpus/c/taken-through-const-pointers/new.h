struct option {
	int key;
	int value;
	long flags;
};

int options_sum(const struct option *const *list);
