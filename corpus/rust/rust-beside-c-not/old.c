struct Point {
	int x, y;
};

int point_double(int n);

int point_sum(struct Point *point)
{
	return point_double(point->x + point->y);
}
