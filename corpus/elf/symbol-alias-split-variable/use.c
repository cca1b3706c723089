#define _GNU_SOURCE
#include <dlfcn.h>

#include "old.h"

/* Looks the names up at run time: a copy relocation would split them on its own. */
int main(void)
{
	int *mask = dlsym(RTLD_DEFAULT, "trace_mask");

	if (!mask || debug_enabled(4))
		return 1;
	*mask = 1 << 4;
	return debug_enabled(4) ? 0 : 2;
}
