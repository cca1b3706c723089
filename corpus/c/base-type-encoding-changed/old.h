int char_value(const char *text);
int char_compare(char a, char b);
