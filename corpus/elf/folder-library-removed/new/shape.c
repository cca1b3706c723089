int shape_count(int glyphs)
{
	return glyphs + 1;
}

int font_size(int points)
{
	return points;
}
