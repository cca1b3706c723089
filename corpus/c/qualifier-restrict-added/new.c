#include "new.h"

void bytes_copy(char *restrict to, const char *from, int count)
{
	while (count-- > 0)
		to[count] = from[count];
}
