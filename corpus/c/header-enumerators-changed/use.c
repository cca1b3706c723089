#include "old-headers/lib.h"

int main(void)
{
	return lib_open("x", LIB_WRITE) == 2 ? 0 : 1;
}
