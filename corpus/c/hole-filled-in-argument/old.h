struct point {
	double x;
	float y;
};

float point_sum(struct point p);
