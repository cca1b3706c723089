struct point {
	int x;
	long y;
	unsigned int flags : 3;
};

int point_sum(const struct point *p)
{
	return p->x + p->y + p->flags;
}
