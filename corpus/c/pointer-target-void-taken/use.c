#ifdef ABI_NEW
#include "new.h"
#else
#include "old.h"
#endif

int main(void)
{
	struct point point = { 42, 1 };

	return point_first(&point) == 42 && point_last(&point) == 1 ? 0 : 1;
}
