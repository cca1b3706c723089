struct square {
	int side;
};
struct box {
	int width;
	int height;
};
int box_area(const struct box *b);
int square_area(const struct square *s);
int shape_area(const struct box *shape);
