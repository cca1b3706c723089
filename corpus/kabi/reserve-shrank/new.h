struct device {
	int id;
	unsigned int memory;
	unsigned int port;
};

long device_sum(struct device *devices, int count);
