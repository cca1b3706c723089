enum mode { OFF, ON };
extern enum mode mode;
enum mode mode;
struct point {
	int x;
	int y;
	unsigned long z;
	unsigned int mode;
};

int point_sum(const struct point *p)
{
	return p->x + p->y;
}
