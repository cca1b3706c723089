struct counter {
	int counter;
};

struct route {
	long ops;
	struct counter count;
	int used;
	long born;
	long last;
};

struct route *route_get(void);
