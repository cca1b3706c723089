int text_repeat(const char *text, int times);
