int timer_start(int ticks);
int timer_stop(int ticks);
