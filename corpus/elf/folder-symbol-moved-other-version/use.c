int font_size(int points);
int font_width(int code);

int main(void)
{
	return font_size(12) == 12 && font_width(64) == 8 ? 0 : 1;
}
