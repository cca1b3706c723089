union address {
	unsigned int word;
	unsigned char byte[8];
};

unsigned int address_get(const union address *address);
