struct message {
	long count;
	long words[];
};

long total(const struct message *m);
