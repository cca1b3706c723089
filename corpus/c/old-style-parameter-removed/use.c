#include "old.h"

int main(void)
{
	return limit(4) == 1 && share(4) == 1 ? 0 : 1;
}
