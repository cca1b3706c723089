struct device {
	int id;
	int reserved[3];
	long state;
};

struct device *device_get(void);
