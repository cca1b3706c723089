#include "old.h"

int main(void)
{
	return mode_set(MODE_FAST) == 0 ? 0 : 1;
}
