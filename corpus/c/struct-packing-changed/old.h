struct record {
	char tag;
	int length;
	char flags;
	int crc;
};

struct record *record_next(void);
