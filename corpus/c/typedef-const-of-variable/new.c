#include "new.h"

level_t level = 1;

int level_read(void)
{
	return level;
}
