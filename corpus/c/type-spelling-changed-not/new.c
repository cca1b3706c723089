#include "new.h"

flag_t flag_set(flag_t flags, level_t bit)
{
	return flags | 1 << bit;
}
