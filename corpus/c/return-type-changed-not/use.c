#ifdef ABI_NEW
#include "new.h"
#else
#include "old.h"
#endif

int main(void)
{
	return mail_size(7) < mail_limit() ? 0 : 1;
}
