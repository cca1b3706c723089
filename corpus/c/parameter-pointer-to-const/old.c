#include "old.h"

int text_length(char *text)
{
	int n = 0;

	while (text[n])
		n++;
	return n;
}
