#include "old.h"

int main(void)
{
	return align_shift(ALIGN_CENTER, 8) == 4 && align_shift(ALIGN_RIGHT, 8) == 8 ? 0 : 1;
}
