#include "old.h"

int main(void)
{
	return total(1, 3.0) == 4 ? 0 : 1;
}
