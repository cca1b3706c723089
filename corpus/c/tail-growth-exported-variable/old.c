#include "old.h"

struct settings settings = { 1, 2 };

long settings_apply(const struct settings *settings)
{
	return settings->verbose + settings->colour;
}
