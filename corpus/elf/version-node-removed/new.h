int font_size(int points);
