struct hooks {
	int (*check_compatibility)(void);
	int (*stop)(void);
};

int install(const struct hooks *h);
