struct primes {
	int count;
	int values[];
};
extern struct primes primes;
