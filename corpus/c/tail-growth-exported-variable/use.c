#include "old.h"

int main(void)
{
	struct {
		struct settings mine;
		long next;
	} box = { settings, 50 };

	return settings_apply(&box.mine) == 3 ? 0 : 1;
}
