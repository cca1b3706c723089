#include "old.h"

int sleep_for(int t)
{
	return t / 10;
}
