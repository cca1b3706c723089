struct counter {
	int hits;
};

struct stats {
	struct counter cpu[4];
};

const struct stats *stats_get(void);
