int field_width(const char *text, int minimum);
