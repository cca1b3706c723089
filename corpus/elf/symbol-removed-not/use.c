#include "old.h"

int main(void)
{
	const unsigned char bytes[] = { 1, 2, 255 };

	return checksum(bytes, 3) == 3 ? 0 : 1;
}
