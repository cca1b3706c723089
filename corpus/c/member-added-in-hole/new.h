struct entry {
	char kind;
	char flags;
	int value;
};

struct entry *entry_first(void);
