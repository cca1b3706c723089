struct watch {
	int first;
	int second;
	int last;
};

int watch_first(const struct watch *w);
