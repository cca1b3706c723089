struct device {
	int id;
	int reserved[3];
	int mtu;
	int speed;
	long state;
};

struct device *device_get(void);
