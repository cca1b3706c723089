#include "old.h"

long long packet_stamp(const struct packet *packet)
{
	return packet->stamp + packet->kind;
}

int word_low(const struct word *word)
{
	return word->low + word->part;
}
