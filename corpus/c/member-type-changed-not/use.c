#include "old.h"

int main(void)
{
	struct digest d = { 3, (const unsigned char *)"\1\2\3" };

	return digest_sum(&d) == 6 ? 0 : 1;
}
