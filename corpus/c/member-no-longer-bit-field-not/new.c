#include "new.h"

int options_level(const struct options *options)
{
	return options->level;
}
