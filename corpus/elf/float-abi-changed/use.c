double half(double x);

int main(void)
{
	return half(4) != 2;
}
