#include "old.h"
#include <stdarg.h>

int total(int first, ...)
{
	va_list rest;
	va_start(rest, first);
	double weight = va_arg(rest, double);
	va_end(rest);
	return first + (int)weight;
}
