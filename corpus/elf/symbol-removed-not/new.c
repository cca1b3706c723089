#include "new.h"

int checksum(const unsigned char *bytes, int count)
{
	int sum = 0;

	for (int i = 0; i < count; i++) {
		sum += bytes[i];
		sum = (sum & 0xff) + (sum >> 8);
	}
	return sum;
}
