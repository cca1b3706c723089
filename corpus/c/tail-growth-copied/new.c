#include "new.h"

static const struct config defaults = { 2, 3, 1 };

const struct config *config_default(void)
{
	return &defaults;
}

long config_volume(const struct config *config)
{
	return config->width * config->height * config->depth;
}
