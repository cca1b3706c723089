#include "new.h"

int text_repeat(int times, const char *text)
{
	return text ? times : 0;
}
