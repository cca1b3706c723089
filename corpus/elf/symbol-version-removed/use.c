#include "old.h"

/* Linked long ago, when NET_1 was the default. */
__asm__(".symver send, send@NET_1");

int main(void)
{
	return send(5) == 5 && receive(5) == 6 ? 0 : 1;
}
