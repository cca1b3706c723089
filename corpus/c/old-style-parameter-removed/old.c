#include "old.h"

int limit(most)
	int most;
{
	return most > 0;
}

int share(int most)
{
	return most > 0;
}
