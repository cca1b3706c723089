enum option {
	OPTION_NONE = 0,
	OPTION_LOW = 1,
};

int option_low(enum option option);
