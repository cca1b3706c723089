union token {
	long number;
	double real;
	char text[24];
};
long token_value(union token t);
