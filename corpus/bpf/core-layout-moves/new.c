struct point {
	long id;
	long y;
	int x;
	unsigned int flags : 5;
};

int point_sum(const struct point *p)
{
	return p->x + p->y + p->flags;
}
