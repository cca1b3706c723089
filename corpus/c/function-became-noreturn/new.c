#include <unistd.h>
#include "new.h"

void give_up(int code)
{
	_exit(code);
}
