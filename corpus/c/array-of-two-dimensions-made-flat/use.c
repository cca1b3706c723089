#ifdef ABI_NEW
#include "new.h"
#else
#include "old.h"
#endif

int main(void)
{
	struct grid g = { .sum = 0 };

	g.cells[1][2] = 7;
	return cell(&g, 1, 2) == 7 ? 0 : 1;
}
