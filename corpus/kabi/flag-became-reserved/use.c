#include "old.h"

int main(void)
{
	struct port *p = port_get();

	p->proxy = 1;
	return p->id == 7 && p->up == 1 && p->proxy == 1 && p->state == 42 ? 0 : 1;
}
