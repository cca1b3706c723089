#ifdef ABI_NEW
#include "new.h"
#else
#include "old.h"
#endif

int main(void)
{
	return node_a() + node_b() == 3 ? 0 : 1;
}
