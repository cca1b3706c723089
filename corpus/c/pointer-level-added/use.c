#include "old.h"

int main(void)
{
	struct {
		int slot;
		int guard;
	} mine = { 0, 77 };

	find_slot(&mine.slot);
	return mine.slot == 3 && mine.guard == 77 ? 0 : 1;
}
