#include "new.h"

unsigned int peer_port(const struct peer *peer)
{
	return peer->address->port;
}
