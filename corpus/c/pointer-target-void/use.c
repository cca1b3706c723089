#ifdef ABI_NEW
#include "new.h"
#else
#include "old.h"
#endif

int main(void)
{
	const struct { unsigned char first, last; } blob = { 42, 1 };

	return blob_first(&blob) == 42 ? 0 : 1;
}
