struct item {
	int id;
	int added;
	int count;
};

union value {
	int low;
	long both;
};

enum mode { MODE_SLOW, MODE_NEW, MODE_QUICK };

int item_count(struct item *i, union value v[2], enum mode m);
