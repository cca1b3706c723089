struct point {
	int x;
};

int point_x(struct point point);

int main(void)
{
	struct point point = { 7 };

	return point_x(point) != 7;
}
