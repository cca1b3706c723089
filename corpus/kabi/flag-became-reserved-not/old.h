struct port {
	int id;
	unsigned char proxy : 1;
	unsigned char up : 1;
	unsigned char reserved1 : 1;
	int state;
};

struct port *port_get(void);
