#include "old.h"

int pick(int values[4], int index)
{
	return values[index];
}
