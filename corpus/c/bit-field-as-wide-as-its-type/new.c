#include "new.h"

long long packet_stamp(const struct packet *packet)
{
	return packet->stamp + packet->kind;
}
