struct device {
	int id;
	const char *label;
	long state;
};

struct device *device_get(void);
