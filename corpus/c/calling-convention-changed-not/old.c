#include "old.h"

int driver_call(int code)
{
	return code + 1;
}
