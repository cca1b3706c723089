int font_size(int points)
{
	return points;
}

int glyph_count(int lines)
{
	return lines;
}
