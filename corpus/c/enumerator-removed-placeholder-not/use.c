#include "old.h"

int main(void)
{
	return mode_set(MODE_RESERVED_MEMORY) == 0 ? 0 : 1;
}
