struct size {
	int width;
	int height;
};

struct extent {
	int x;
	int y;
};

struct size size_unit(void);
int size_area(struct extent s);
