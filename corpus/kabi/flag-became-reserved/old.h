struct port {
	int id;
	unsigned char up : 1;
	unsigned char proxy : 1;
	unsigned char reserved1 : 1;
	unsigned char reserved2 : 1;
	int state;
};

struct port *port_get(void);
