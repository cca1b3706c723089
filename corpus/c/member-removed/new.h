struct point {
	int x;
	int y;
	int weight;
};

struct point *point_origin(void);
