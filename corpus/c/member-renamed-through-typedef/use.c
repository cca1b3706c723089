#include "old.h"

int main(void)
{
	static const unsigned char bytes[] = { 5 };
	struct context c = { 2, bytes };

	return context_first(&c) == 7 ? 0 : 1;
}
