#include "new.h"

__attribute__((weak)) int page_size(void)
{
	return 4096;
}
