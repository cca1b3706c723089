#include "old.h"

int measure(int length)
{
	return length + 1;
}
