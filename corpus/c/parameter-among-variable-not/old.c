#include "old.h"
#include <stdarg.h>

int total(int first, ...)
{
	va_list rest;
	va_start(rest, first);
	int second = va_arg(rest, int);
	va_end(rest);
	return first - second;
}
