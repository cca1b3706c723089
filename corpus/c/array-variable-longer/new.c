#include "new.h"

unsigned char serial[SERIAL_BYTES] = { 1, 2, 3 };

void serial_read(unsigned char *out)
{
	for (int i = 0; i < SERIAL_BYTES; i++)
		out[i] = serial[i];
}
