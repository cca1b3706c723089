struct area {
	unsigned char reserved_0x0[10];
	short port;
	int __pad2;
	int state;
};

struct area *area_get(void);
