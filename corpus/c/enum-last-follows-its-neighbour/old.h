enum option {
	OPTION_VERBOSE = 1,
	OPTION_URL = 10002,
	OPTION_LASTENTRY,
};

int option_is_known(enum option option);
