#include "old.h"

int main(void)
{
	return season_degrees(SEASON_WINTER) == -5 ? 0 : 1;
}
