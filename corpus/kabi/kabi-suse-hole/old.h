struct device {
	int id;
	long state;
};

struct device *device_get(void);
