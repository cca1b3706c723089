extern int held;

void with_lock(void (*what)());
