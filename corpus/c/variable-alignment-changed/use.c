#ifdef ABI_NEW
#include "new.h"
#else
#include "old.h"
#endif

int main(void)
{
	return sample_sum() == 10 && samples[3] == 4 ? 0 : 1;
}
