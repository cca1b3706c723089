struct device {
	int id;
	unsigned char pad[4];
	long limit;
	long state;
};

struct device *device_get(void);
