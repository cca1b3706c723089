struct point {
	long x;
	long y;
	long z;
};
long point_sum(struct point p);
