struct digest {
	unsigned int length;
	const unsigned char *bytes;
};

unsigned int digest_sum(const struct digest *digest);
