unsigned int twice(unsigned int value);

int main(void)
{
	return twice(2) != 4;
}
