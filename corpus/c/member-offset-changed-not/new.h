struct power {
	int state;
	int domain;
	int usage;
};

struct bus_device {
	int number;
	struct power power;
	int irq;
};

struct network_device {
	struct bus_device bus;
	int speed;
	int queues;
};

struct network_device *network_device_get(void);
int bus_device_irq(const struct bus_device *bus);
