struct point {
	int x;
	int y;
	unsigned int wide;
	int signed_wide;
};

int point_sum(const struct point *p)
{
	return p->x + p->y;
}
