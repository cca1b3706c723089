struct window {
	int id;
	int width;
	int height;
};

int window_area(const struct window *window);
