struct table;

struct cache {
	struct table *map;
};

struct packer {
	struct table *map;
};

struct walk {
	struct table *map;
	int last;
};

int cache_size(const struct cache *c);
int packer_size(const struct packer *p);
int walk_last(const struct walk *w);
