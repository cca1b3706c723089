struct port {
	unsigned int mode;
	int number;
};

unsigned int port_mode(const struct port *port);
