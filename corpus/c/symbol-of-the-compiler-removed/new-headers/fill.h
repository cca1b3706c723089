void fill(char *bytes, unsigned long count);
