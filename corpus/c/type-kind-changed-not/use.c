#include "old.h"

int main(void)
{
	struct {
		struct address4 address;
		unsigned int other[4];
	} box = { { 1, 443 }, { 9, 9, 9, 9 } };
	struct peer p = { 1, &box.address, 0 };

	return peer_port(&p) == 443 ? 0 : 1;
}
