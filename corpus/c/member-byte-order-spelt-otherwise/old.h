struct header {
	unsigned length;
	unsigned kind;
} __attribute__((scalar_storage_order("big-endian")));

unsigned length_of(const struct header *h);
