struct entry {
	char kind;
	short length;
	int value;
};

struct entry *entry_first(void);
