struct header {
	unsigned char version;
	unsigned int length;
} __attribute__((packed));

const struct header *header_get(void);
