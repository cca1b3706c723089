#include "new.h"

int fill(int count)
{
	return count;
}

int limit(int most)
{
	return most;
}

int share(most)
	int most;
{
	return most;
}
