#include "old.h"

long long offset_apply(const struct offset *offset)
{
	return (long long)offset->base + offset->delta;
}
