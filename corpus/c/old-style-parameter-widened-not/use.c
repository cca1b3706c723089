#include "old.h"

/* As the psABI allows: the bits above the byte are anything. */
int main(void)
{
	int (*call)(long) = (int (*)(long))letter;

	return call(0x77770061) == 'a' ? 0 : 1;
}
