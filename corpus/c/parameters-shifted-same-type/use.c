#include "old.h"

int main(void)
{
	return blend(0, 100, 42) == 42 ? 0 : 1;
}
