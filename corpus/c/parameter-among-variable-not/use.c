#include "old.h"

int main(void)
{
	return total(5, 2) == 3 ? 0 : 1;
}
