#include "export.h"
#include "old.h"

MODULE_INFO("license=GPL");

static int probes;

int driver_probe(void)
{
	return ++probes;
}
