int glyph_width(int code);
int glyph_table(int code);
int glyph_cache(int code);
