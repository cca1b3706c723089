typedef long ticks_t;
typedef int level_t;

ticks_t ticks(void);
level_t level(void);
