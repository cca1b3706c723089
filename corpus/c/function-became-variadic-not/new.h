#include <stdarg.h>
int print_args(const char *format, va_list args);
