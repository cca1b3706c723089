#include "new.h"

int measure(int id, long *length)
{
	*length = id;
	return 0;
}
