struct hooks {
	int (*done)(int count);
};

int finish(const struct hooks *hooks);
