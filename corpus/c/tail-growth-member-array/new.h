struct vertex {
	int x;
	int y;
	int z;
};

struct triangle {
	struct vertex corner[3];
	int material;
};

const struct triangle *triangle_get(void);
