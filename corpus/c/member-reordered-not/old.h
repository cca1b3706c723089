struct size {
	int width;
	int height;
};

struct place {
	int x;
	int y;
};

struct box {
	struct place place;
	struct size size;
};

int box_area(const struct box *box);
int box_right(const struct box *box);
