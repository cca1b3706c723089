struct listener {
	void (*changed)(int value);
};

void notify(const struct listener *listener, int value);
