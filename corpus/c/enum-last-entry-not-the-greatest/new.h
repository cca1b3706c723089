enum option { OPTION_URL = 1, OPTION_DATA = 10002, OPTION_PORT = 3, OPTION_PROXY, OPTION_LASTENTRY };
int set(enum option which);
