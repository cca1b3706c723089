int counter_next(void);
void counter_reset(int start);
