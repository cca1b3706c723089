#include "old.h"

int second(__int128 wide, int other)
{
	return other;
}
