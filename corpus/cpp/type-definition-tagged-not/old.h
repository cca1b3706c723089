int check(int what);
int check_again(int what);
