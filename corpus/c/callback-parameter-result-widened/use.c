#include "old.h"

/* Negative, as an error code: the upper half of the result's register is not its sign. */
static int each(int id)
{
	return id - 2;
}

int main(void)
{
	return visit(each) == -1 ? 0 : 1;
}
