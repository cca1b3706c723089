#include "new.h"

static struct point point = { 42, 1 };
void *current = &point;

void *first_point(const struct list *list)
{
	return list->last ? list->last : &point;
}

void *open_door(void)
{
	return &point;
}
