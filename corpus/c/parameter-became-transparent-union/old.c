#include "old.h"

int release_all(struct page **what, int count)
{
	return what ? count : -1;
}
