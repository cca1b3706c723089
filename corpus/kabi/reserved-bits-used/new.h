struct device {
	int id;
	unsigned int up : 1;
	unsigned int loopback : 1;
	unsigned int reserved : 30;
	long state;
};

struct device *device_get(void);
