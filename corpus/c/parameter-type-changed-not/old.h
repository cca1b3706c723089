typedef unsigned short port_t;
port_t port_first(void);
int port_open(unsigned short number);
