#include "old.h"

static const struct plugin *plugins[4];
static int used;

int plugin_register(const struct plugin *p)
{
	if (used == 4)
		return -1;
	plugins[used++] = p;
	return used;
}

int main(void)
{
	return used;
}
