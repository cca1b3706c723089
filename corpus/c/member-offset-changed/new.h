struct slab {
	long base;
	int total;
	int used __attribute__((aligned(8)));
	int lost;
};

struct slab *slab_info(void);
