int text_length(const char *text);
int number_at(const int *const numbers, int index);
