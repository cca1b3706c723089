struct device {
	int id;
	int flags;
	long nr_reserved;
	long state;
};

struct device *device_get(void);
