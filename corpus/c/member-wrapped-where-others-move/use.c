#include "old.h"

int main(void)
{
	struct route *r = route_get();

	return r->count.counter == 7 && r->used == 3 && r->last == 42 ? 0 : 1;
}
