#include "old.h"

int main(void)
{
	struct {
		unsigned char bytes[sizeof serial];
		volatile unsigned char guard[32];
	} room = { .guard = { 0xa5, 0xa5 } };

	serial_read(room.bytes);
	return room.bytes[2] == 3 && room.guard[0] == 0xa5 ? 0 : 1;
}
