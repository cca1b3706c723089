#ifdef ABI_NEW
#include "new.h"
#else
#include "old.h"
#endif

int main(void)
{
	baud_t speed = 115200;

	serial_set(0, speed);
	return serial_speed(0) == speed ? 0 : 1;
}
