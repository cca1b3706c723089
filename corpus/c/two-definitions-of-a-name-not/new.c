#include "types-new.h"

static int inside(int n)
{
	struct item { char other[7]; } item = { { 2 } };

	return item.other[n];
}

int item_count(struct item *i, union value v[2], enum mode m)
{
	return m == MODE_QUICK ? i->count + v[1].low : inside(m);
}

int raw_mode(enum mode { RAW = 7 } m)
{
	return m == RAW;
}

int raw_value(union value { char raw[99]; } *v)
{
	return v->raw[3];
}

#include "new.h"

int drop_all(const struct droppers *d)
{
	return !d->drop;
}
