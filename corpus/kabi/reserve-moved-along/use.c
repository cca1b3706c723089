#include "old.h"

int main(void)
{
	struct route *r = route_get();

	return r->used == 42 && r->id == 7 ? 0 : 1;
}
