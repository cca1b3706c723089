#include "old.h"

int build_number(void)
{
	return 1207;
}

int build_major(void)
{
	return build_number() / 1000;
}
