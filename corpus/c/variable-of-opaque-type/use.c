#ifdef ABI_NEW
#include "new.h"
#else
#include "old.h"
#endif

int main(void)
{
	return session_id(current_session) == 9 ? 0 : 1;
}
