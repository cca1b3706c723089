#ifdef ABI_NEW
#include "new.h"
#else
#include "old.h"
#endif

int main(void)
{
	struct sensor s = { 1, 2.5 };

	return sensor_value(&s) == 2.5 ? 0 : 1;
}
