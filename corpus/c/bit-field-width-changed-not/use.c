#include "old.h"

int main(void)
{
	const struct link_state *l = link_get();

	return l->up == 1 && l->duplex == 2 && l->speed == 100 ? 0 : 1;
}
