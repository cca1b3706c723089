#include "old.h"

int main(void)
{
	union {
		struct packet packet;
		unsigned char room[16];
	} u = { .room = { 0 } };

	u.packet.length = 1;
	u.packet.bytes[0] = 0x5a;
	return packet_first(&u.packet) == 0x5a ? 0 : 1;
}
