struct device {
	int id;
	int reserved[5];
	long state;
};

struct device *device_get(void);
