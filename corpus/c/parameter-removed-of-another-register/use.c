#include "old.h"

int main(void)
{
	return wait_for(1.5, 7) == 7 ? 0 : 1;
}
