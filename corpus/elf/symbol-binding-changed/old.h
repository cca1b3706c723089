int on_overflow(int value);
int add_checked(int a, int b);
