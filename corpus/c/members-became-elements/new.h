struct watch {
	int sockets[2];
	int last;
};

int watch_count(const struct watch *w);
