int font_size(int points)
{
	return points;
}
