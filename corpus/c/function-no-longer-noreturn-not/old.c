#include <unistd.h>
#include "old.h"

void give_up(int code)
{
	_exit(code);
}
