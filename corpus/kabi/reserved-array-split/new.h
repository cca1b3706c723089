struct device {
	int id;
	int mtu;
	int speed;
	int reserved[3];
	long state;
};

struct device *device_get(void);
