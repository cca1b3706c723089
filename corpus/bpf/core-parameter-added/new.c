int point_scale(int x, unsigned long factor, int shift)
{
	return x * factor << shift;
}
