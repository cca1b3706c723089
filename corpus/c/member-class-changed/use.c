#include "old.h"

int main(void)
{
	return gauge_read()->level == 72 ? 0 : 1;
}
