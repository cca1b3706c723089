#ifdef ABI_NEW
#include "new.h"
#else
#include "old.h"
#endif

int main(void)
{
	struct uart u = { 0, 3 };

	return uart_ready(&u) == 1 ? 0 : 1;
}
