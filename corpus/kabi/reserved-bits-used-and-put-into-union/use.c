#include "old.h"

int main(void)
{
	struct prefix *p = prefix_get();

	return p->length == 64 && p->onlink == 1 && p->autoconf == 0 && p->valid == 42 ? 0 : 1;
}
