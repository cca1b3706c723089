#include "old.h"

static int impl(struct s *p, int n)
{
	return p->a + p->b + n;
}

static int (*resolve(void))(struct s *, int)
{
	return impl;
}

int work(struct s *p, int n) __attribute__((ifunc("resolve")));
