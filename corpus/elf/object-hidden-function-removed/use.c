#include "old.h"

int main(void)
{
	return __blend_row(10, 255) == 10 && blend(1, 2) == 3 ? 0 : 1;
}
