struct point {
	long x;
	long y;
};
long point_sum(struct point p);
