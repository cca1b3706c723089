struct amount {
	double value;
};
long long amount_twice(struct amount a);
