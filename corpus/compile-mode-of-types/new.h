int is_negative(const char *text);
