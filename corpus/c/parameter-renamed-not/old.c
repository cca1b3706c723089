#include "old.h"

int baud_divisor(int rate)
{
	return 115200 / rate;
}
