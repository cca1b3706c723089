struct point {
	int x;
	int y;
	int z;
};

int point_sum(const struct point *p)
{
	return p->x + p->y;
}
