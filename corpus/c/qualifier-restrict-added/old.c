#include "old.h"

void bytes_copy(char *to, const char *from, int count)
{
	while (count-- > 0)
		to[count] = from[count];
}
