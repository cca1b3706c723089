#include "old.h"

int main(void)
{
	return mode_set(MODE_LEGACY) == 0 ? 0 : 1;
}
