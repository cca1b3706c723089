#ifdef ABI_NEW
#include "new.h"
#else
#include "old.h"
#endif

int main(void)
{
	return field_width("a", 3) == 4 ? 0 : 1;
}
