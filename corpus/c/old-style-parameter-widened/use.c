#ifdef ABI_NEW
#include "new.h"
#else
#include "old.h"
#endif

int main(void)
{
	char c = 'a';
	unsigned short number = 65000;

	return letter(c) == 'a' && port(number) == 65000 ? 0 : 1;
}
