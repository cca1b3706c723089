struct wait_timer {
	int id;
	struct wait_timer *next;
	long flags;
	long msec;
};

struct wait_timer *timer_new(void);
long timer_left(const struct wait_timer *t);
