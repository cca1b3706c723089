#include "new.h"

int is_negative(const char *text)
{
	return text[0] < 0;
}
