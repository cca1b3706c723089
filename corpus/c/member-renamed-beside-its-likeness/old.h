struct pool {
	int used;
	long limit;
};

struct pool *pool_get(void);
