struct handlers {
	int level;
	void (*fatal)(int code);
};

int install(struct handlers *h);
