int font_width(int code);

int main(void)
{
	return font_width(64) == 8 ? 0 : 1;
}
