#include "old.h"

int steps(int count)
{
	return count + 1;
}
