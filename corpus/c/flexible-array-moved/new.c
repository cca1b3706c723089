#include "new.h"

int packet_first(const struct packet *packet)
{
	return packet->length ? packet->bytes[0] : -1;
}
