#include "new.h"

int set_cookie(int (*cookie)(void))
{
	return cookie();
}
