struct device {
	int id;
	unsigned long suse_kabi_padding[4];
	long state;
};

struct device *device_get(void);
