struct device {
	unsigned long rh_reserved1;
};

unsigned long device_sum(struct device *devices, int count);
