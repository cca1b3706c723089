#include "old.h"

int print_args(const char *format)
{
	return format[0];
}
