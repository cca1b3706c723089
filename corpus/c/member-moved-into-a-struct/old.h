struct item {
	int x;
	int y;
	const char *name;
};

struct item *item_new(void);
