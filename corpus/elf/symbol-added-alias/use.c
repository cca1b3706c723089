#ifdef ABI_NEW
#include "new.h"
#else
#include "old.h"
#endif

int main(void)
{
	return tree_visit(21) == 42 ? 0 : 1;
}
