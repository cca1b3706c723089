#include "old.h"

int main(void)
{
	return sum_up(2, 4, 5) == 9 ? 0 : 1;
}
