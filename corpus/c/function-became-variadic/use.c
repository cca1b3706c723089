#ifdef ABI_NEW
#include "new.h"
#else
#include "old.h"
#endif

int main(void)
{
	return print_line("x") == 'x' ? 0 : 1;
}
