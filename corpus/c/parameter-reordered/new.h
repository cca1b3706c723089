int text_repeat(int times, const char *text);
