#define SERIAL_BYTES 16
extern unsigned char serial[SERIAL_BYTES];
void serial_read(unsigned char *out);
