enum mask {
	MASK_LOW = 1,
	MASK_HIGH = 1ULL << 40,
};

int mask_is_high(enum mask mask);
