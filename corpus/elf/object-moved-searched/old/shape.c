int shape_count(int glyphs)
{
	return glyphs + 1;
}
