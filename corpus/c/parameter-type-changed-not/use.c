#ifdef ABI_NEW
#include "new.h"
#else
#include "old.h"
#endif

int main(void)
{
	return port_open(port_first()) == 1024 ? 0 : 1;
}
