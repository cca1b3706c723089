#include "new.h"

int wheel_load(const struct wheel *w)
{
	return w->kind == WHEEL_REAR ? w->load.kilos : w->opposite->load.kilos;
}
