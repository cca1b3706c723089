extern long ticks;
void tick(void);
