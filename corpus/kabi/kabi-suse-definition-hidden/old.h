struct label;

struct device {
	int id;
	struct label *label;
	long state;
};

struct device *device_get(void);
