struct record {
	char tag;
	int length;
	char flags;
	int crc;
} __attribute__((packed));

struct record *record_next(void);
