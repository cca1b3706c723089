typedef unsigned int u32;

struct header {
	u32 length;
	u32 kind;
} __attribute__((scalar_storage_order("big-endian")));

unsigned length_of(const struct header *h);
