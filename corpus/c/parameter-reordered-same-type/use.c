#include "old.h"

int main(void)
{
	return subtract(50, 8) == 42 ? 0 : 1;
}
