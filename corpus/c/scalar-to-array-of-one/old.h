struct counter {
	int value;
	int step;
};

int counter_next(struct counter *c);
