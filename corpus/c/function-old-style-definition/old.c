#include "old.h"

int field_width(text, minimum)
	const char *text;
	int minimum;
{
	return text[0] ? minimum + 1 : minimum;
}
