void bytes_copy(char *restrict to, const char *from, int count);
