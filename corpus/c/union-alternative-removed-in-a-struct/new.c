#include "new.h"

int packet_read(const struct packet *packet)
{
	return packet->id;
}
