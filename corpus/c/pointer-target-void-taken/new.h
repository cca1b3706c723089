struct point { int x, y; };
int point_first(const void *point);
int point_last(const struct point *point);
