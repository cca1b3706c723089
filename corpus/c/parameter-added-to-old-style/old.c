#include "old.h"

int fill(int count)
{
	return count;
}

int limit()
{
	return 7;
}

int share()
{
	return 7;
}
