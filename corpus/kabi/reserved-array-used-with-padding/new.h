struct device {
	int id;
	int mtu;
	int state;
};

struct device *device_get(void);
