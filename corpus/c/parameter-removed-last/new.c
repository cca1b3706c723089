#include "new.h"

int buffer_free(char *buffer)
{
	return buffer == 0;
}
