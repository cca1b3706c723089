struct reading {
	unsigned char channel;
	unsigned short raw;
	unsigned int time;
};

unsigned int reading_time(const struct reading *reading);
