struct frame {
	char type;
	int length;
	short port;
} __attribute__((packed));

int frame_length(const struct frame *frame);
