#ifdef ABI_NEW
#include "new.h"
#else
#include "old.h"
#endif

int main(void)
{
	return op_is_read(OP_READ) ? 0 : 1;
}
