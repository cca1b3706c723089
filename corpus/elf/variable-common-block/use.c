#ifdef ABI_NEW
#include "new.h"
#else
#include "old.h"
#endif

int main(void)
{
	return job_finish() == 1 && jobs_done == 1 ? 0 : 1;
}
