#include "old.h"

int cache_size(const struct cache *c)
{
	return (int)sizeof(*c);
}

int packer_size(const struct packer *p)
{
	return (int)sizeof(*p);
}

int walk_last(const struct walk *w)
{
	return w->last;
}
