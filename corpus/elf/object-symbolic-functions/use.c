#include "old.h"

/* Puts its own function in place of the library's. */
int gauge_raw(int channel)
{
	return channel * 100;
}

int main(void)
{
	return gauge_read(2) == 201 ? 0 : 1;
}
