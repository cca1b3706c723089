struct point {
	double x;
	float y;
	int flags;
};

float point_sum(struct point p);
