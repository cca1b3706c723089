unsigned long value_of(unsigned long value);

int main(void)
{
	return value_of(0) != 0 || value_of(5) != 5;
}
