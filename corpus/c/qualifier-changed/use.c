#ifdef ABI_NEW
#include "new.h"
#else
#include "old.h"
#endif

int main(void)
{
	label_text(0)[0] = 'L';
	return label_text(0)[0] == 'L' ? 0 : 1;
}
