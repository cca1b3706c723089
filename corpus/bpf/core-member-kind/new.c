enum mode { OFF, ON };
extern enum mode mode;
enum mode mode;
struct point {
	int x;
	int y;
	void *z;
	enum mode mode;
};

int point_sum(const struct point *p)
{
	return p->x + p->y;
}
