#include "old.h"

int letter(char c)
{
	return c;
}
