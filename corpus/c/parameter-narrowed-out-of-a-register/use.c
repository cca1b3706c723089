#include "old.h"

int main(void)
{
	return second((__int128)1 << 70, 6) == 6 ? 0 : 1;
}
