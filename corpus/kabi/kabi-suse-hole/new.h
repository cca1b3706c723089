struct device {
	int id;
	int mtu;
	long state;
};

struct device *device_get(void);
