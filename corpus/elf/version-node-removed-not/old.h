int glyph_draw(int code);
int glyph_width(int code);
