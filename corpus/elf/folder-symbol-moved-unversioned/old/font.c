int font_size(int points)
{
	return points;
}

int font_width(int code)
{
	return code / 8;
}
