struct window {
	int width;
	int height;
};

int width_of(const struct window *w);
