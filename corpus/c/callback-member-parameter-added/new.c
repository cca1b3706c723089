#include "new.h"

static const int even[] = { 2, 2 };

static int level(int channel)
{
	return channel + 1;
}

static int blend(int channel, const int *weights)
{
	if (weights != even)
		return -1;
	return channel * weights[0];
}

static const struct mixer_ops ops = { level, blend };

const struct mixer_ops *mixer_ops_get(void)
{
	return &ops;
}
