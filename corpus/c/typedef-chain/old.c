#include "old.h"

int person_children(const struct person *p)
{
	return p->children;
}

wall_time_t person_age(const struct person *p, wall_time_t now)
{
	return now - p->born;
}
