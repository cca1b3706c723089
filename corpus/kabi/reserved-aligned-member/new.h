struct device {
	int id;
	int state;
	long window;
	int last;
};

struct bus {
	int count;
	struct device first;
};

struct bus *bus_get(void);
