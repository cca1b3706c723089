#include "old.h"

/* Types that are defined in a list of parameters end with it: none of these is the header's. */
int drop_all(const struct droppers *d)
{
	return !d->drop;
}

int raw_value(union value { char raw[99]; } *v)
{
	return v->raw[3];
}

int raw_mode(enum mode { RAW = 7 } m)
{
	return m == RAW;
}

#include "types-old.h"

int item_count(struct item *i, union value v[2], enum mode m)
{
	return m == MODE_QUICK ? i->count + v[1].low : -1;
}
