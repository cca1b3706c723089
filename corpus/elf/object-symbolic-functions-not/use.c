#include "old.h"

int main(void)
{
	return gauge_read(2) == 7 ? 0 : 1;
}
