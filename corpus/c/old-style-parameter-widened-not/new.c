#include "new.h"

int letter(c)
	int c;
{
	return c;
}
