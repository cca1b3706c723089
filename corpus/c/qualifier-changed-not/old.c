#include "old.h"

int text_length(const char *text)
{
	int length = 0;

	while (text[length])
		length++;
	return length;
}

int number_at(const int *const numbers, int index)
{
	return numbers[index];
}
