#include "old.h"

__attribute__((visibility("hidden"))) int fold(int sum)
{
	return (sum & 0xff) + (sum >> 8);
}

int checksum(const unsigned char *bytes, int count)
{
	int sum = 0;

	for (int i = 0; i < count; i++)
		sum = fold(sum + bytes[i]);
	return sum;
}
