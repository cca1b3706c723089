#include "old.h"

int main(void)
{
	struct lamp l = { .colour = 2, .watts = 40 };

	return lamp_watts(&l) == 80 ? 0 : 1;
}
