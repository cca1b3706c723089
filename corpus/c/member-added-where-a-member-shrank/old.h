struct buffer {
	char *data;
	long size;
	long position;
};

struct sequence {
	struct buffer buffer;
	int full;
};

int sequence_mark(struct sequence *s);
