#include "old.h"

__asm__(".symver parse_strict, parse@@TXT_2");

int parse_strict(int text)
{
	return text & 0x7f;
}

int format(int value)
{
	return value + 1;
}
