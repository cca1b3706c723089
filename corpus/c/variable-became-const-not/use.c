#ifdef ABI_NEW
#include "new.h"
#else
#include "old.h"
#endif

int main(void)
{
	static char name[] = "use";

	program_name = name;
	program_name[0] = 'U';
	return name_initial() == 'U' ? 0 : 1;
}
