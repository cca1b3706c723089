#include "new.h"

int lamp_watts(const struct lamp *lamp)
{
	return lamp->watts * lamp->colour;
}
