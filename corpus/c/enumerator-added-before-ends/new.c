#include "new.h"

int is_end(enum opcode op)
{
	return op == OP_END_LINE || op == OP_WORD_END;
}
