#define SERIAL_BYTES 8
extern unsigned char serial[SERIAL_BYTES];
void serial_read(unsigned char *out);
