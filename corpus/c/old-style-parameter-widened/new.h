int letter(int c);
int port();
