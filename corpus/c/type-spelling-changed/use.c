#ifdef ABI_NEW
#include "new.h"
#else
#include "old.h"
#endif

int main(void)
{
	struct flight f = { 714, 30000 };

	return flight_climb(&f, 9000) && f.altitude == 39000 ? 0 : 1;
}
