struct region {
	unsigned int address;
	unsigned int reserved;
};

struct region *region_get(void);
