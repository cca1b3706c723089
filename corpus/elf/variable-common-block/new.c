#include "new.h"

int jobs_done;

int job_finish(void)
{
	return ++jobs_done;
}
