#include "old.h"

int connect_to(const struct address *to)
{
	return to->family == 2;
}
