#include "old.h"

int set_cookie(void *cookie)
{
	return cookie != 0;
}
