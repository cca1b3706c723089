union address {
	unsigned int word;
	unsigned int legacy;
	unsigned char byte[8];
	unsigned char reserved[8];
};

unsigned int address_get(const union address *address);
