#include "old.h"

int main(void)
{
	return crc_update(1, 3) == 1 && crc_table(2) == 14 ? 0 : 1;
}
