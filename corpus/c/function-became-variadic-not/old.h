int print_args(const char *format);
