struct device {
	int id;
	char pad[3];
	int state;
};

struct device *device_get(void);
