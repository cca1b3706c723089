struct device {
	int id;
	int reserved1;
	long state;
};

struct device *device_get(void);
