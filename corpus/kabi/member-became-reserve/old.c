#include "old.h"

long job_rank(struct job *job)
{
	return (long)job->priority;
}
