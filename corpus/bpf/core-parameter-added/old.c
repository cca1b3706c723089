int point_scale(int x, unsigned int factor)
{
	return x * factor;
}
