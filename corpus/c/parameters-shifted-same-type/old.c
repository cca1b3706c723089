#include "old.h"

int blend(int from, int to, int percent)
{
	return from + (to - from) * percent / 100;
}
