struct price {
	float amount;
};

int is_eight(double x);
int is_two(const struct price *p);
