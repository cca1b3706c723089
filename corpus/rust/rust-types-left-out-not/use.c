struct point { int x, y; };

int point_sum(const struct point *p);

int main(void)
{
	struct point p = { 3, 4 };

	return point_sum(&p) != 7;
}
