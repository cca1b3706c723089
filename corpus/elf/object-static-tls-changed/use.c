#include <dlfcn.h>

/* Loads the library as a host of plug-ins does. */
int main(void)
{
	void *library = dlopen("libcase.so", RTLD_NOW);
	int (*gauge_read)(int);

	if (!library)
		return 1;
	gauge_read = (int (*)(int))dlsym(library, "gauge_read");
	return gauge_read && gauge_read(2) == 6 ? 0 : 1;
}
