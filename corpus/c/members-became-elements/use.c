#include "old.h"

int main(void)
{
	struct watch w = { 1, 5, 0 };

	return watch_count(&w) != 5;
}
