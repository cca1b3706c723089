int print_line(const char *format, ...);
