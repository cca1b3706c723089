int letter();
int port();
