enum option {
	OPTION_NONE = 0,
	OPTION_LOW = 1,
	OPTION_TOP = 0x80000000,
};

int option_low(enum option option);
