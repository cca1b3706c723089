struct window {
	int id;
	struct {
		int width;
		int height;
	};
};

int window_area(const struct window *window);
