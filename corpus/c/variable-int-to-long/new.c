#include "new.h"

long offset = 1;

int offset_is_negative(void)
{
	return offset < 0;
}
