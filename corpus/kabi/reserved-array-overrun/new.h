struct device {
	int id;
	int mtu;
	long window[3];
	long state;
};

struct device *device_get(void);
