#include "old.h"

int main(void)
{
	struct {
		struct link link;
		long mine;
	} all = { { 1, { 2 } }, 77 };

	return extra_of(&all.link) == 0 ? 0 : 1;
}
