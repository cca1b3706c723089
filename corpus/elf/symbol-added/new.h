extern int ring_limit;
int ring_put(int value);
int ring_is_full(void);
