struct device {
	int id;
	long state;
	int reserved[4];
};

struct device *device_get(void);
