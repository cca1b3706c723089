#include "old.h"

int main(void)
{
	return volts(1) == 8 && amps(2) == 15 ? 0 : 1;
}
