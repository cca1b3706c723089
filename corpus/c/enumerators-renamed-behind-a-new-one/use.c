#include "old.h"

int main(void)
{
	return op_is_read(OP_READ) ? 0 : 1;
}
