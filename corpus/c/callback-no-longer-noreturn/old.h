struct handlers {
	int level;
	__attribute__((noreturn)) void (*fatal)(int code);
};

int install(struct handlers *h);
