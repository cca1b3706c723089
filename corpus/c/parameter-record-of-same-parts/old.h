struct size {
	int width;
	int height;
};

int size_area(struct size s);
