struct list {
	void *next, *prev;
};

struct route {
	long ops;
	short error;
	short __pad;
	int id;
	struct list list;
	long used;
};

struct route *route_get(void);
