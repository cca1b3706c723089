#include "new.h"

unsigned int digest_sum(const struct digest *digest)
{
	unsigned int sum = 0;

	for (unsigned int i = 0; i < digest->length; i++)
		sum += digest->bytes[i];
	return sum;
}
