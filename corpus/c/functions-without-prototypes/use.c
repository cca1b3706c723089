#include "old.h"

int main(void)
{
	tick();
	tock();
	return 0;
}
