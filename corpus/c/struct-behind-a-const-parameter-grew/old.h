struct header {
	const char *name;
	struct header *next;
};

int count_flags(const struct header *list);
