#include "new.h"

int set(enum option which)
{
	return (int)which;
}
