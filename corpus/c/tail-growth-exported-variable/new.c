#include "new.h"

struct settings settings = { 1, 2, 1 };

long settings_apply(const struct settings *settings)
{
	return (settings->verbose + settings->colour) * settings->scale;
}
