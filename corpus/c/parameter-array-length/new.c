#include "new.h"

int pick(int values[8], int index)
{
	return values[index];
}
