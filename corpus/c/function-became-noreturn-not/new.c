#include <stdlib.h>
#include "new.h"

void give_up(int code)
{
	_Exit(code);
	abort();
}
