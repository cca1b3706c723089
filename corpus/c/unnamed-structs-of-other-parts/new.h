typedef struct {
	void *entries;
	long count;
} by_name;

typedef struct {
	void *entries;
	long count;
	long buckets[6];
} by_number;

struct cache {
	by_name map;
};

struct packer {
	by_name map;
};

struct walk {
	by_number map;
	int last;
};

int cache_size(const struct cache *c);
int packer_size(const struct packer *p);
int walk_last(const struct walk *w);
