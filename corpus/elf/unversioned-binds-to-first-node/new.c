#include "new.h"

__asm__(".symver measure_int, measure@LIB_1");
__asm__(".symver measure_long, measure@@LIB_2");

int measure_int(int length);
int measure_long(long *length);

int measure_int(int length)
{
	return length + 1;
}

int measure_long(long *length)
{
	return (int)*length + 1;
}
