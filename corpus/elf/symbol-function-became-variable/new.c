#include "new.h"

int build_number = 1207;

int build_major(void)
{
	return build_number / 1000;
}
