#include "old.h"

__asm__(".symver encode_1, encode@@ENC_1");

int encode_1(int value);

int encode_1(int value)
{
	return value + 1;
}
