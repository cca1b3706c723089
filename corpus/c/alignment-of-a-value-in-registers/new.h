struct pair {
	long a, b;
} __attribute__((aligned(16)));

long pair_add(int n, struct pair pair);
struct pair pair_of(long a);
