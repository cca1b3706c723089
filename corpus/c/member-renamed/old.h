struct timer {
	int id;
	long msec;
	int flags;
};

struct timer *timer_new(void);
