#include "old.h"

int packet_read(const struct packet *packet)
{
	return packet->kind ? packet->port : packet->id;
}
