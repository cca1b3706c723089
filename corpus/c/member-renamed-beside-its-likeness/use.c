#include "old.h"

int main(void)
{
	return pool_get()->used == 7 ? 0 : 1;
}
