struct watch {
	int sockets[2];
	int last;
};

int watch_first(const struct watch *w);
