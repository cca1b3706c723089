#ifdef ABI_NEW
#include "new.h"
#else
#include "old.h"
#endif

int main(void)
{
	struct job second = { 7, "second", 0 };
	struct job first = { 3, "first", &second };

	return job_count(&first) == 2 && job_last(&first) == 7 ? 0 : 1;
}
