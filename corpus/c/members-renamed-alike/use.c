#ifdef ABI_NEW
#include "new.h"
#else
#include "old.h"
#endif

int main(void)
{
	return frame_get()->width == 640 ? 0 : 1;
}
