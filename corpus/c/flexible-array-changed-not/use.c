#ifdef ABI_NEW
#include "new.h"
#else
#include "old.h"
#endif

static struct record abc = { .size = 3, .data = { 'a', 'b', 'c' } };

int main(void)
{
	return record_last(&abc) == 'c' ? 0 : 1;
}
