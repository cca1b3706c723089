typedef unsigned char old_byte;

struct context {
	long used;
	const old_byte *base;
};

long context_first(const struct context *c);
