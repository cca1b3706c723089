struct pool {
	int failures;
	int used_bytes;
	long limit;
};

struct pool *pool_get(void);
