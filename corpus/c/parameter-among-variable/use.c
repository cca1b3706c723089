#include "old.h"

int main(void)
{
	return total(1, 2, 3.0) == 7 ? 0 : 1;
}
