struct offset {
	int base;
	unsigned int delta;
};

long long offset_apply(const struct offset *offset);
