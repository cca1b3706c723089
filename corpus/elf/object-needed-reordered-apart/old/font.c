int fill(void);
int stroke(void);
int font_width(void);

int font_width(void)
{
	return fill() * stroke() * 10;
}
