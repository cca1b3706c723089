int glyph_width(int code);
