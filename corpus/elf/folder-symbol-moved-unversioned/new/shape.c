int shape_count(int glyphs)
{
	return glyphs + 1;
}

int font_width(int code)
{
	return code / 8;
}
