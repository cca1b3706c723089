struct point {
	int x;
	int y;
	unsigned long wide;
	long signed_wide;
};

int point_sum(const struct point *p)
{
	return p->x + p->y;
}
