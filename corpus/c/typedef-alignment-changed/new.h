typedef int T __attribute__((aligned(16)));

struct pack {
	T first;
	int b, c, d;
	int rest[4];
};

int pack_first(long a, long b, long c, long d, long e, long f, long g, struct pack p);
