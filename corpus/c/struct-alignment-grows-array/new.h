struct counter {
	int hits;
} __attribute__((aligned(64)));

struct stats {
	struct counter cpu[4];
};

const struct stats *stats_get(void);
