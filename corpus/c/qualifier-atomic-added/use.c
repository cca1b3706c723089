#ifdef ABI_NEW
#include "new.h"
#else
#include "old.h"
#endif

int main(void)
{
	struct gate g = { 4 };

	return gate_enter(&g) == 5 && g.users == 5 ? 0 : 1;
}
