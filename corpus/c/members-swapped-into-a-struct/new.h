struct window {
	struct {
		int height;
		int width;
	} size;
};

int width_of(const struct window *w);
