typedef unsigned int count_t;

struct digest {
	count_t length;
	const unsigned char *bytes;
};

unsigned int digest_sum(const struct digest *digest);
