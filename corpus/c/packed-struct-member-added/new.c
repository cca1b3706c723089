#include "new.h"

static struct header header;

const struct header *header_get(void)
{
	header.version = 2;
	header.length = 512;
	return &header;
}
