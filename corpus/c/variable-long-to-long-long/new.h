extern long long ticks;
void tick(void);
