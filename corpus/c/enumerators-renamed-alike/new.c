#include "new.h"

int op_is_read(enum op op)
{
	return op == OPX_READ;
}
