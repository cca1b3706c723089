#include "new.h"

static struct link_state link;

const struct link_state *link_get(void)
{
	link.up = 1;
	link.duplex = 2;
	link.speed = 100;
	return &link;
}
