int text_length(char *text);
