int glyph_width(int code);
int glyph_cache(int code, int way);
