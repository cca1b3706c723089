unsigned int serial_speed(int port);
int serial_set(int port, unsigned int speed);
