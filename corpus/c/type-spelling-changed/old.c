#include "old.h"

feet_t flight_ceiling(void)
{
	return 39000;
}

int flight_climb(struct flight *f, feet_t by)
{
	f->altitude += by;
	return f->altitude <= flight_ceiling();
}
