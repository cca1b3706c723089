#include "old.h"

int main(void)
{
	return palette.colours[PALETTE_COLOURS - 1] == 60 ? 0 : 1;
}
