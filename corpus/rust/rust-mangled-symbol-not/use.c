unsigned thrice(unsigned n);

int main(void)
{
	return thrice(2) != 6;
}
