#include "old.h"

int main(void)
{
	struct reading r[2] = { { 1, 2, 0x11223344 }, { 3, 4, 0x55667788 } };

	return reading_time(&r[0]) == 0x11223344 ? 0 : 1;
}
