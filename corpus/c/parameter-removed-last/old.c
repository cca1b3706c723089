#include "old.h"

int buffer_free(char *buffer, int wipe)
{
	if (wipe)
		buffer[0] = 0;
	return 0;
}
