#include "old.h"

int main(void)
{
	return bus_get()->count == 3 ? 0 : 1;
}
