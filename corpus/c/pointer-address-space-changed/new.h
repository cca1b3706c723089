struct counter {
	int __seg_fs *value;
};

int read_counter(const struct counter *c);
int read_value(int __seg_fs *value);
