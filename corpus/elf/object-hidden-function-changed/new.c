#include "new.h"

int part_of(long index, const int *list)
{
	return list[index];
}
