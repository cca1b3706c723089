struct counter {
	int *value;
};

int read_counter(const struct counter *c);
int read_value(int *value);
