#include "old.h"

int main(void)
{
	const struct instruction *i = instruction_next();

	return i->opcode == OPCODE_JUMP && i->operand == 33 ? 0 : 1;
}
