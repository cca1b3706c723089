#include "new.h"

int print_args(const char *format, va_list args)
{
	return format[0] + va_arg(args, int);
}
