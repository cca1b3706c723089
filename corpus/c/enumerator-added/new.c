#include "new.h"

int level_rank(enum level level)
{
	return 10 * (int)level;
}

enum level level_default(void)
{
	return LEVEL_WARNING;
}
