unsigned long value_or_seven(unsigned long value);

int main(void)
{
	return value_or_seven(0) != 0 || value_or_seven(5) != 5;
}
