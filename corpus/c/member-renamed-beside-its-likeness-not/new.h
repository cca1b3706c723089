struct region {
	unsigned int address_lo;
	unsigned int address_hi;
};

struct region *region_get(void);
