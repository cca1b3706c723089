#include "old.h"

#include <stdarg.h>

int sum_up(int count, ...)
{
	va_list args;
	int sum;

	va_start(args, count);
	sum = 100 * va_arg(args, int);
	while (count-- > 0)
		sum += va_arg(args, int);
	va_end(args);
	return sum;
}
