struct device {
	int id;
	int speed;
	int power;
};

struct device *device_find(int id);
