struct device {
	int id;
	int parent_id;
	int speed;
	int power;
};

struct device *device_find(int id);
