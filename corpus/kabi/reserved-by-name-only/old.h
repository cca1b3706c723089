struct device {
	int id;
	int flags;
	long reserved;
	long state;
};

struct device *device_get(void);
