struct message {
	long count;
};

long total(const struct message *m);
