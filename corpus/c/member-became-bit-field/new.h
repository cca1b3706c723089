struct port {
	unsigned int mode : 16;
	int number;
};

unsigned int port_mode(const struct port *port);
