struct point { int x, y; };
int point_first(const struct point *point);
int point_last(const struct point *point);
