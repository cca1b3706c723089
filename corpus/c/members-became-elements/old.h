struct watch {
	int mode;
	int count;
	int last;
};

int watch_count(const struct watch *w);
