int fill(void);
int font_width(void);

int font_width(void)
{
	return fill() * 10;
}
