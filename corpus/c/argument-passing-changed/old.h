struct amount {
	long long value;
};
long long amount_twice(struct amount a);
