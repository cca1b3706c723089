#include "old.h"

int main(void)
{
	struct packet packet = { 1, 2, 3, 1ll << 40, 4 };

	return packet_stamp(&packet) == (1ll << 40) + 2 ? 0 : 1;
}
