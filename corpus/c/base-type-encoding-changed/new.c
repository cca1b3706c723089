#include "new.h"

int char_value(const char *text)
{
	return text[0];
}

int char_compare(char a, char b)
{
	return a < b ? -1 : a > b;
}
