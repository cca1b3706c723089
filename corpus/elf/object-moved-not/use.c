int font_size(int points);

int main(void)
{
	return font_size(12) == 12 ? 0 : 1;
}
