struct device {
	int id;
	int flags;
	int mtu;
	int speed;
	long state;
};

struct device *device_get(void);
