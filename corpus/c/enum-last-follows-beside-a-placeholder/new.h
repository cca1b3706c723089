enum option { OPTION_A = 10001, OPTION_B = 10003, OPTION_C = 4, OPTION_LASTENTRY };

int option_set(enum option option);
