#include "old.h"

int main(void)
{
	return level_rank(LEVEL_DEBUG) == 20 && level_default() == LEVEL_WARNING ? 0 : 1;
}
