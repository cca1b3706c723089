#include "old.h"

int main(void)
{
	struct packet packet = { .kind = 1 };

	packet.id = 0x01020304;
	packet.port = 5;
	return packet_read(&packet) == 5 ? 0 : 1;
}
