#include <unistd.h>
#include "new.h"

void give_up(int code)
{
	for (;;)
		_exit(code);
}
