struct device {
	int id;
	long state;
	int mtu;
};

struct device *device_get(void);
