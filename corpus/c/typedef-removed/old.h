typedef unsigned int baud_t;
baud_t serial_speed(int port);
int serial_set(int port, baud_t speed);
