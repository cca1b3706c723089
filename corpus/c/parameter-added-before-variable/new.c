#include "new.h"

#include <stdarg.h>

int sum_up(int count, int start, ...)
{
	va_list args;
	int sum = 100 * start;

	va_start(args, start);
	while (count-- > 0)
		sum += va_arg(args, int);
	va_end(args);
	return sum;
}
