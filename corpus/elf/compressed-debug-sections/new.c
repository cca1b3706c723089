#include "new.h"

double sensor_value(const struct sensor *s)
{
	return s->id ? s->value : 0;
}
