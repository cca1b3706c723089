struct device {
	int id;
	unsigned long reserved1;
};

long device_sum(struct device *devices, int count);
