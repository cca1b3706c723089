struct droppers {
	int (*drop)(struct item { char raw[99]; } *);
};

int drop_all(const struct droppers *d);
