typedef int level_t;

long ticks(void);
int level(void);
