#include "old.h"

static int square(int index)
{
	return index * index;
}

int main(void)
{
	return sum_of(4, square) == 14 ? 0 : 1;
}
