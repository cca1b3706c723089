#ifdef ABI_NEW
#include "new.h"
#else
#include "old.h"
#endif

int main(void)
{
	return mail_send(8) == 8 ? 0 : 1;
}
