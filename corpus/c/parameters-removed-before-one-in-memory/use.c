#include "old.h"

int main(void)
{
	struct moment first = { 10, 0, 0 }, now = { 13, 0, 0 };

	return quota(20, 50, first, now) == 33 ? 0 : 1;
}
