#include "old.h"

static struct point point = { 42, 1 };
struct point *current = &point;

struct point *first_point(const struct list *list)
{
	return list->last ? list->last : &point;
}

struct door *open_door(void)
{
	return (struct door *)&point;
}
