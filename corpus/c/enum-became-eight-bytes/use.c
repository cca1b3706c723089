#include "old.h"

int main(void)
{
	struct grant *g = grant_first();

	return g->capability == CAPABILITY_WRITE && g->user == 1001 ? 0 : 1;
}
