struct cache {
	unsigned short valid : 1;
	unsigned short dirty : 1;
	unsigned short ways : 6;
};

struct cache *cache_get(void);
