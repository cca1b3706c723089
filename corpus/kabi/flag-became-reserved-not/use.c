#include "old.h"

int main(void)
{
	struct port *p = port_get();

	return p->proxy == 0 && p->up == 1 ? 0 : 1;
}
