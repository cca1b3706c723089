struct hooks {
	int (*done)();
};

int finish(const struct hooks *hooks);
