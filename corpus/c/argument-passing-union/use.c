#include "old.h"

int main(void)
{
	union token t = { .number = 42 };

	return token_value(t) == 42 ? 0 : 1;
}
