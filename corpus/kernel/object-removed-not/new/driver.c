#include "export.h"
#include "new.h"

MODULE_INFO("license=GPL");

static int probes;

int driver_probe(void)
{
	return ++probes;
}
