#include "old.h"

int main(void)
{
	struct watch w = { { 3, 4 }, 0 };

	return watch_first(&w) != 3;
}
