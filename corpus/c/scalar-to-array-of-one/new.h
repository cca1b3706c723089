struct counter {
	int value[1];
	int step;
};

int counter_next(struct counter *c);
