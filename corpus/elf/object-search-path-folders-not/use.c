#include "old.h"

int main(void)
{
	return gauge_read(2) == 6 ? 0 : 1;
}
