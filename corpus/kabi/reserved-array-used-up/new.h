struct device {
	int id;
	unsigned char kind;
	unsigned char mode;
	unsigned short port;
	long limit;
	long state;
};

struct device *device_get(void);
