#include "old.h"

int volts(int raw)
{
	return raw * 7 + 1;
}

int amps(int raw)
{
	return raw * 7 + 1;
}
