struct pair {
	long a, b;
} __attribute__((aligned(16)));

long pair_sum(int a, int b, int c, int d, int e, int f, int odd, struct pair pair);
