struct entry {
	char kind;
	short extra;
	short length;
	int value;
};

struct entry *entry_first(void);
