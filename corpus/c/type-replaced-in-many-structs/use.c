#include "old.h"

int main(void)
{
	struct watch watch = { { 0, 0 }, { &watch, 0 } };

	return watch_next(&watch) == &watch ? 0 : 1;
}
