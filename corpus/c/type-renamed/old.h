struct timer {
	int id;
	struct timer *next;
	long msec;
};

struct timer *timer_new(void);
long timer_left(const struct timer *t);
