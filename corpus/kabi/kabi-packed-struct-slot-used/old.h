struct header {
	char kind;
	unsigned long rh_reserved1;
	char end;
} __attribute__((packed));

int header_end(struct header *h);
