struct area {
	unsigned char reserved_1[10];
	short port;
	int reserved_2;
	int state;
};

struct area *area_get(void);
