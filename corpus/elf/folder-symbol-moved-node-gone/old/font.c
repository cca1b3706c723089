int font_width(int code)
{
	return code / 8;
}
