#include "old.h"

int main(void)
{
	struct shape s = { 7, 42 };

	return area(&s) == 42 ? 0 : 1;
}
