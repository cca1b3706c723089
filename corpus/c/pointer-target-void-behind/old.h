struct point { int x, y; };
int each(int (*call)(struct point *point));
int next(void **at);
