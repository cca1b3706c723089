#include "old.h"

int op_is_read(enum op op)
{
	return op == OP_READ;
}
