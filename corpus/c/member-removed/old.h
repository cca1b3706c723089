struct point {
	int x;
	int y;
	int z;
	int weight;
};

struct point *point_origin(void);
