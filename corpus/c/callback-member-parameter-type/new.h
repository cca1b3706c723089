struct listener {
	void (*changed)(double value);
};

void notify(const struct listener *listener, int value);
