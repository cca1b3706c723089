struct header {
	int magic;
	unsigned length;
	unsigned short parts[2];
	unsigned kind : 4;
	unsigned flags : 12;
	char tag[4];
};

unsigned length_of(const struct header *h);
unsigned part_of(const struct header *h, int i);
