#include "old.h"

int main(void)
{
	return difference(44, 2) == 42 ? 0 : 1;
}
