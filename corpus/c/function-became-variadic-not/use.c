#include "old.h"

/* The first call of main: the new parameter is read out of argv. */
int main(void)
{
	return print_args("x") == 'x' ? 0 : 1;
}
