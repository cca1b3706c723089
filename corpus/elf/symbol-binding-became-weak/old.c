#include "old.h"

int page_size(void)
{
	return 4096;
}
