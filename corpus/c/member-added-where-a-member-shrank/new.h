struct buffer {
	char *data;
	long size;
};

struct sequence {
	struct buffer buffer;
	long mark;
	int full;
};

int sequence_mark(struct sequence *s);
