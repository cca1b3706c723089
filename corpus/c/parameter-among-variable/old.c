#include "old.h"
#include <stdarg.h>

int total(int first, ...)
{
	va_list rest;
	va_start(rest, first);
	int second = va_arg(rest, int);
	double weight = va_arg(rest, double);
	va_end(rest);
	return first + second * (int)weight;
}
