struct offset {
	int base;
	int delta;
};

long long offset_apply(const struct offset *offset);
