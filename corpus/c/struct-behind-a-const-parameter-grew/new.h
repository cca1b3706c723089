struct header {
	const char *name;
	struct header *next;
	long flags;
};

int count_flags(const struct header *list);
