struct device {
	int id;
	long window;
	int mtu;
	unsigned long suse_kabi_padding[2];
	long state;
};

struct device *device_get(void);
