#include "old.h"

int main(void)
{
	return seek_to(1L << 33) == 1L << 33 ? 0 : 1;
}
