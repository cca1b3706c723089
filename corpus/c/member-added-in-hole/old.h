struct entry {
	char kind;
	int value;
};

struct entry *entry_first(void);
