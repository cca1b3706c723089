struct frame {
	unsigned int sequence : 20;
	unsigned int channel : 15;
	unsigned int length : 13;
} __attribute__((packed));

const struct frame *frame_next(void);
