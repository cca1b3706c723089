#include "old.h"

int main(void)
{
	return is_end(OP_END_LINE) && !is_end(OP_RETURN) ? 0 : 1;
}
