struct item {
	int id;
	int count;
};

union value {
	int low;
};

enum mode { MODE_SLOW, MODE_QUICK };

int item_count(struct item *i, union value v[2], enum mode m);
