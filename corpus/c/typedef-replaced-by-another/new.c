#include "new.h"

static const int even[] = { 2, 2 };

static volume_t blend(int channel, const int *weights)
{
	return weights == even ? channel * weights[0] : -1;
}

static const struct mixer_ops ops = { 3, blend };

const struct mixer_ops *mixer_ops_get(void)
{
	return &ops;
}
