/* Where a box begins. */
struct place {
	int x, y;
};


/* How large it is. */
struct size {
	int width, height;
};

struct box;
int box_right(const struct box *box);
int box_area(const struct box *box);

struct box {
	struct place place;
	struct size size;
};
