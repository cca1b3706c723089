#ifdef ABI_NEW
#include "new.h"
#else
#include "old.h"
#endif

int main(void)
{
	struct wheel rear = { WHEEL_REAR, { .kilos = 9 }, 0 };
	struct wheel front = { WHEEL_FRONT, { .kilos = 5 }, &rear };

	return wheel_load(&front) == 9 ? 0 : 1;
}
