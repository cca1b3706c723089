#include "new.h"

int run(struct machine *m)
{
	return m->step(m);
}
