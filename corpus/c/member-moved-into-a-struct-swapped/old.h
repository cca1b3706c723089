struct item {
	short x;
	int y;
	const char *name;
};

struct item *item_new(void);
