struct buffer {
	int length;
	int capacity;
	const char *bytes;
};

int buffer_last(const struct buffer *buffer);
