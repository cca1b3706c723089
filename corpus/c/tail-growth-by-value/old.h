struct rect {
	long left;
	long top;
	long right;
	long bottom;
};

long rect_overlap(struct rect one, struct rect two);
