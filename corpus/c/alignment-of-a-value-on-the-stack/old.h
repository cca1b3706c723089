struct pair {
	long a, b;
};

long pair_sum(int a, int b, int c, int d, int e, int f, int odd, struct pair pair);
