#include "old.h"

int main(void)
{
	struct flags f = { 1, 5, 9 };

	return flags_mode(&f) == 5 ? 0 : 1;
}
