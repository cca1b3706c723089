struct device {
	int id;
	int state;
	char reserved[8];
	int last;
};

struct bus {
	int count;
	struct device first;
};

struct bus *bus_get(void);
