struct timer {
	int id;
	long timeout;
	int flags;
};

struct timer *timer_new(void);
