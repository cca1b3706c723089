struct point { int x, y; };
int each(int (*call)(void *point));
int next(struct point **at);
