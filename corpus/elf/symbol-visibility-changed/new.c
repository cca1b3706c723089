#include "new.h"

__attribute__((noinline, visibility("protected"))) int report_error(int code)
{
	return -code;
}

int check_input(int value)
{
	return value < 0 ? report_error(value) : value;
}
