struct buffer {
	int length;
	const char *bytes;
};

int buffer_last(const struct buffer *buffer);
