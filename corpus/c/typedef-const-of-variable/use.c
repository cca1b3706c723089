#include "old.h"

#define _GNU_SOURCE
#include <dlfcn.h>

int main(void)
{
	/* As a consumer that is no program itself reaches it: no copy is made of it. */
	level_t *there = dlsym(RTLD_DEFAULT, "level");

	*there = 3;
	return *there == 3 && level_read() == 3 ? 0 : 1;
}
