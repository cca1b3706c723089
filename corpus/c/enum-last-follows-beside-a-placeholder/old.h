enum option { OPTION_A = 10001, OPTION_OBSOLETE2 = 2, OPTION_B = 10003, OPTION_LASTENTRY };

int option_set(enum option option);
