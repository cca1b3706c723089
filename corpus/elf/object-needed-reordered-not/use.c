#include <dlfcn.h>

int main(void)
{
	void *library = dlopen("libfont.so", RTLD_NOW);
	int (*font_width)(void);

	if (!library)
		return 1;
	font_width = (int (*)(void))dlsym(library, "font_width");
	return font_width && font_width() == 10 ? 0 : 1;
}
