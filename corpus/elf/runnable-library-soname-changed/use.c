#define _GNU_SOURCE
#include <dlfcn.h>
#include <link.h>
#include <string.h>

#include "old.h"

/*
 * Installed, a library is found under its SONAME, and what this program asks for is libcase.so.
 * A file that was merely copied to that name does not hide that it calls itself something else.
 */
int main(void)
{
	struct link_map *library = 0;
	const char *strings = 0;
	size_t soname = 0;
	Dl_info info;

	if (release() != 2 || !dladdr1(dlsym(RTLD_DEFAULT, "release"), &info, (void **)&library, RTLD_DL_LINKMAP))
		return 1;
	for (const ElfW(Dyn) *d = library->l_ld; d->d_tag != DT_NULL; d++) {
		if (d->d_tag == DT_STRTAB)
			strings = (const char *)d->d_un.d_ptr;
		if (d->d_tag == DT_SONAME)
			soname = d->d_un.d_val;
	}
	return strings && strcmp(strings + soname, "libcase.so") == 0 ? 0 : 2;
}
