#include "old.h"

/* The thread's block starts with its own address. */
int main(void)
{
	return read_value((__seg_fs int *)0) != *(__seg_fs int *)0;
}
