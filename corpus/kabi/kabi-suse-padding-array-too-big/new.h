struct device {
	int id;
	long window;
	long limits[2];
	long state;
};

struct device *device_get(void);
