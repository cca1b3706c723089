#include "old.h"

int main(void)
{
	counter_reset(41);
	return counter_next() == 42 ? 0 : 1;
}
