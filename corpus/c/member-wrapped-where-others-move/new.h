struct counter {
	int counter;
};

struct reference {
	struct counter count;
};

struct route {
	long ops;
	struct reference reference;
	int used;
	long last;
};

struct route *route_get(void);
