void bytes_copy(char *to, const char *from, int count);
