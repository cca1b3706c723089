#include "new.h"

__typeof__(alarm_hook) alarm_hook;

int alarm_raise(void)
{
	return alarm_hook ? alarm_hook(3) : 0;
}
