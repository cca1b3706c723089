#include <stdarg.h>

#include "new.h"

int print_line(const char *format, ...)
{
	va_list args;
	int extra = 0;

	va_start(args, format);
	if (format[0] == '%')
		extra = va_arg(args, int);
	va_end(args);
	return format[0] + extra;
}
