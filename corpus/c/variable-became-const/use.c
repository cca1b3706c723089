#define _GNU_SOURCE
#include <dlfcn.h>

#include "old.h"

/* Looks the variable up at run time: with a copy relocation the program would write its own copy. */
int main(void)
{
	int *limit = dlsym(RTLD_DEFAULT, "cache_limit");

	if (!limit || cache_fits(500))
		return 1;
	*limit = 1000;
	return cache_fits(500) ? 0 : 2;
}
