#include "old.h"

int set(enum option which)
{
	return (int)which;
}
