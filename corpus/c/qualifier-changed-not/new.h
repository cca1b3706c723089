int text_length(char const *text);
int number_at(int const *const numbers, int index);
