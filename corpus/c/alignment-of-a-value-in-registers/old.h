struct pair {
	long a, b;
};

long pair_add(int n, struct pair pair);
struct pair pair_of(long a);
