struct position {
	int y;
	short x;
};
struct item {
	struct position pos;
	const char *name;
};

struct item *item_new(void);
