struct quotient {
	long whole;
	long rest;
	long scale;
};
struct quotient divide(long a, long b);
