struct option {
	int key;
	int value;
};

int options_sum(const struct option *const *list);
