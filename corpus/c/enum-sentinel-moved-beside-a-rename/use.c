#ifdef ABI_NEW
#include "new.h"
#else
#include "old.h"
#endif

int main(void)
{
	return code_known(CODE_TYPPO) ? 0 : 1;
}
