#include "new.h"

int field_width(const char *text, int minimum)
{
	return text[0] ? minimum + 1 : minimum;
}
