struct slab {
	long base;
	int total;
	int used;
	int lost;
};

struct slab *slab_info(void);
