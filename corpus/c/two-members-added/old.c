#include "old.h"

static struct job job;

struct job *job_next(void)
{
	job.id = 8;
	job.cost = 15;
	return &job;
}
