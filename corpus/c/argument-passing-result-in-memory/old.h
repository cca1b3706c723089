struct quotient {
	long whole;
	long rest;
};
struct quotient divide(long a, long b);
