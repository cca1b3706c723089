#include "old.h"

static int level(int channel)
{
	return channel + 1;
}

static int blend(int channel)
{
	return channel * 2;
}

static const struct mixer_ops ops = { level, blend };

const struct mixer_ops *mixer_ops_get(void)
{
	return &ops;
}
