struct route {
	long ops;
	long used;
	short error;
	short __pad;
	int id;
};

struct route *route_get(void);
