struct device {
	int id;
	void *suse_kabi_padding;
	long state;
};

struct device *device_get(void);
