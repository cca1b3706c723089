#ifdef ABI_NEW
#include "new.h"
#else
#include "old.h"
#endif

int main(void)
{
	lib_size size = 4;

	return lib_room(size) == 8 && lib_bytes(3) == 3 ? 0 : 1;
}
