struct position {
	int x;
	int y;
};
struct item {
	struct position pos;
	const char *name;
};

struct item *item_new(void);
