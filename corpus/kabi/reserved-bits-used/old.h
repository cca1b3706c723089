struct device {
	int id;
	unsigned int up : 1;
	unsigned int reserved : 31;
	long state;
};

struct device *device_get(void);
