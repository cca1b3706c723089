union token {
	long number;
	double real;
};
long token_value(union token t);
