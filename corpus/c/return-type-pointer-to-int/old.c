#include "old.h"

void *find(int key)
{
	return key ? (void *)-1L : 0;
}
