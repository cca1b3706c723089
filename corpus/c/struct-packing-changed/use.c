#include "old.h"

int main(void)
{
	struct record *r = record_next();

	return r->length == 0x01020304 && r->crc == 0x0a0b0c0d ? 0 : 1;
}
