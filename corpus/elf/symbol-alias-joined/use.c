#include <dlfcn.h>

/* Keeps two values in two variables. */
int main(void)
{
	void *library = dlopen("libcase.so", RTLD_NOW);
	int *trace = dlsym(library, "trace_mask");
	int *debug = dlsym(library, "debug_mask");

	*trace = 4;
	*debug = 2;
	return *trace == 4 ? 0 : 1;
}
