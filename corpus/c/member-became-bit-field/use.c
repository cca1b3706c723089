#include "old.h"

int main(void)
{
	struct port p = { 0x12345, 1 };

	return port_mode(&p) == 0x12345 ? 0 : 1;
}
