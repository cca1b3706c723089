struct price {
	_Decimal32 amount;
};

int is_eight(_Decimal64 x);
int is_two(const struct price *p);
