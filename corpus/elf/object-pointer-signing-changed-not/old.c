#include "old.h"

static int reading(int channel)
{
	return channel * 3;
}

static struct gauge_ops ops = { reading };

const struct gauge_ops *gauge_ops(void)
{
	return &ops;
}
