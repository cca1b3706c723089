#include "old.h"

int apply(int (*step)(int), int value)
{
	return step(value) + 1;
}
