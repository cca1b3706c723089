#ifdef ABI_NEW
#include "new.h"
#else
#include "old.h"
#endif

int main(void)
{
	lib_size size = 4;
	lib_count count = 4;

	return lib_room(size) == 4 && lib_rooms(count) == 4 ? 0 : 1;
}
