struct device {
	int id;
	long state;
	long mtu;
	int reserved[4];
};

struct device *device_get(void);
