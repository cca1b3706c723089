#include "old.h"

int main(void)
{
	return sum_up(2, 1, 4, 5) == 109 && sum_up(8, 0, 1, 2, 3, 4, 5, 6, 7, 8) == 36 ? 0 : 1;
}
