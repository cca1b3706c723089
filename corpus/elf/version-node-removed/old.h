int font_size(int points);
int font_scale(int points);
