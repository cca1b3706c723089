struct pool;

struct arena {
	struct pool *pool;
	long used;
};

void arena_init(struct arena *arena);
long arena_take(struct arena *arena, long bytes);
