struct reading {
	unsigned char channel;
	unsigned short raw;
	unsigned int time;
} __attribute__((packed));

unsigned int reading_time(const struct reading *reading);
