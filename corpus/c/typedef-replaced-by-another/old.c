#include "old.h"

static level_t blend(int channel)
{
	return channel * 2;
}

static const struct mixer_ops ops = { 3, blend };

const struct mixer_ops *mixer_ops_get(void)
{
	return &ops;
}
