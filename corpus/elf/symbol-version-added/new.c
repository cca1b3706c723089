#include "new.h"

__asm__(".symver parse_lenient, parse@TXT_1");
__asm__(".symver parse_strict, parse@@TXT_2");

int parse_lenient(int text)
{
	return text;
}

int parse_strict(int text)
{
	return text & 0x7f;
}

int format(int value)
{
	return value + 1;
}
