#include <string.h>

#include "old.h"

/* A module loader in small: what a module with this licence and these imports may use. */
struct entry {
	int value_offset;
	int name_offset;
	int namespace_offset;
};

extern const struct entry __start___ksymtab[] __attribute__((weak));
extern const struct entry __stop___ksymtab[] __attribute__((weak));
extern const struct entry __start___ksymtab_gpl[] __attribute__((weak));
extern const struct entry __stop___ksymtab_gpl[] __attribute__((weak));

static const void *search(const struct entry *e, const struct entry *end, const char *name, const char *import)
{
	for (; e < end; e++) {
		const char *ns = (const char *)&e->namespace_offset + e->namespace_offset;

		if (strcmp((const char *)&e->name_offset + e->name_offset, name))
			continue;
		return *ns && strcmp(ns, import) ? 0 : (const char *)&e->value_offset + e->value_offset;
	}
	return 0;
}

static const void *resolve(const char *name, int gpl, const char *import)
{
	const void *found = search(__start___ksymtab, __stop___ksymtab, name, import);

	if (!found && gpl)
		found = search(__start___ksymtab_gpl, __stop___ksymtab_gpl, name, import);
	return found;
}

int main(void)
{
	int (*f)(int) = (int (*)(int))resolve("phy_reset", 1, "");

	return f && f(5) == -5 ? 0 : 1;
}
