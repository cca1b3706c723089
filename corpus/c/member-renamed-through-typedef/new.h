typedef unsigned char new_byte;

struct context {
	long used;
	const new_byte *start;
};

long context_first(const struct context *c);
